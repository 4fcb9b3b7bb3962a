"""The room of Java: MPXJ in a process of its own, which reads and writes the schedules of any planning tool.

Belongs here: finding a Java runtime, starting and stopping the process, plain records in and out. Does
not belong here: what the records mean.
"""

from pmo_reports.jvm.runtime import Runtime, runtime
from pmo_reports.jvm.trouble import Trouble, TroubleError
from pmo_reports.jvm.worker import LIMITS, Limits, Worker

__all__ = ["LIMITS", "Limits", "Runtime", "Trouble", "TroubleError", "Worker", "runtime"]
