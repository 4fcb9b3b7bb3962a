package pmo.reports.charsets;

import java.nio.charset.Charset;
import java.nio.charset.spi.CharsetProvider;
import java.util.Iterator;
import java.util.List;

/** The charsets that MPXJ asks for by name and that a small Java runtime may lack. */
public final class Charsets extends CharsetProvider {
    private static final String CHINESE = "GB18030"; // in every runtime; reads whatever GB2312 writes

    @Override
    public Iterator<Charset> charsets() {
        return List.<Charset>of(new MacRoman()).iterator();
    }

    @Override
    public Charset charsetForName(String name) {
        if (name.equalsIgnoreCase("MacRoman") || name.equalsIgnoreCase("x-MacRoman")) {
            return new MacRoman();
        }
        return name.equalsIgnoreCase("GB2312") ? Charset.forName(CHINESE) : null;
    }
}
