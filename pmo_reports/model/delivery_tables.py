"""The canonical tables of delivery: the tracker's items, schedules, and earned value as tools state it."""

from __future__ import annotations

from pmo_reports.model.table import Table, declared

DECLARED: tuple[Table, ...] = (
    declared(
        "work_items",
        "an entry of the team's tracker",
        "project_id item_id",
        "project_id item_id parent_id kind summary status progress resolution priority assignee labels "
        "sprint release created_on updated_on started_on due_on resolved_on points estimate_days spent_days "
        "remaining_days",
        text="project_id item_id parent_id kind summary status progress resolution priority assignee labels "
        "sprint release",
        date="created_on updated_on started_on due_on resolved_on",
        number="points estimate_days spent_days remaining_days",
    ),
    declared(
        "schedules",
        "a project's schedule file",
        "project_id",
        "project_id title tool status_date start finish baseline_finish currency hours_per_day "
        "calendar_id activities lost",
        text="project_id title tool currency calendar_id lost",
        moment="status_date start finish baseline_finish",
        number="hours_per_day",
        integer="activities",
    ),
    declared(
        "tasks",
        "an activity, summary or milestone of a schedule",
        "project_id task_id",
        "project_id task_id parent_id wbs outline_level position name kind is_active calendar_id owner "
        "baseline_start baseline_finish forecast_start forecast_finish actual_start actual_finish deadline "
        "constraint_kind constraint_date baseline_days duration_days remaining_days total_float_days "
        "is_critical percent_kind technique weight percent_complete work_percent physical_percent currency "
        "fx_rate baseline_cost baseline_fixed_cost cost actual_cost remaining_cost baseline_hours hours "
        "actual_hours",
        text="project_id task_id parent_id wbs name kind calendar_id owner constraint_kind percent_kind "
        "technique currency",
        moment="baseline_start baseline_finish forecast_start forecast_finish actual_start actual_finish "
        "deadline constraint_date",
        integer="outline_level position",
        flag="is_active is_critical",
        number="weight baseline_days duration_days remaining_days total_float_days fx_rate baseline_hours "
        "hours actual_hours",
        ratio="percent_complete work_percent physical_percent",
        money="baseline_cost baseline_fixed_cost cost actual_cost remaining_cost",
    ),
    declared(
        "task_links",
        "a link between two activities",
        "project_id predecessor_id successor_id kind",
        "project_id predecessor_id successor_id kind lag_days",
        text="project_id predecessor_id successor_id kind",
        number="lag_days",
    ),
    declared(
        "task_months",
        "an activity's cost and work in a calendar month",
        "project_id task_id month",
        "project_id task_id month currency fx_rate baseline_cost baseline_hours cost hours actual_cost "
        "actual_hours",
        text="project_id task_id currency",
        date="month",
        number="fx_rate baseline_hours hours actual_hours",
        money="baseline_cost cost actual_cost",
    ),
    declared(
        "schedule_resources",
        "a person, role, material or cost that activities use",
        "project_id resource_id",
        "project_id resource_id name kind role max_units currency fx_rate standard_rate calendar_id",
        text="project_id resource_id name kind role currency calendar_id",
        number="max_units fx_rate",
        money="standard_rate",
    ),
    declared(
        "assignments",
        "a resource's work on an activity",
        "project_id assignment_id",
        "project_id assignment_id task_id resource_id units start finish currency fx_rate cost actual_cost "
        "baseline_cost hours actual_hours remaining_hours",
        text="project_id assignment_id task_id resource_id currency",
        number="units fx_rate hours actual_hours remaining_hours",
        moment="start finish",
        money="cost actual_cost baseline_cost",
    ),
    declared(
        "calendars",
        "a working calendar of a schedule",
        "project_id calendar_id",
        "project_id calendar_id name base_id is_default hours_per_day monday tuesday wednesday thursday "
        "friday saturday sunday",
        text="project_id calendar_id name base_id monday tuesday wednesday thursday friday saturday sunday",
        flag="is_default",
        number="hours_per_day",
    ),
    declared(
        "calendar_exceptions",
        "days on which a calendar differs from its week",
        "project_id calendar_id first_day last_day",
        "project_id calendar_id first_day last_day hours name",
        text="project_id calendar_id hours name",
        date="first_day last_day",
    ),
    declared(
        "progress",
        "a project's cumulative physical progress at the end of a month",
        "project_id month",
        "project_id month planned_percent percent_complete",
        text="project_id",
        date="month",
        ratio="planned_percent percent_complete",
    ),
    declared(
        "task_progress",
        "an activity's progress at a past status date",
        "project_id task_id status_date",
        "project_id task_id status_date tracking_period actual_start actual_finish actual_days "
        "percent_complete currency fx_rate actual_cost remaining_cost",
        text="project_id task_id tracking_period currency",
        moment="status_date actual_start actual_finish",
        number="actual_days fx_rate",
        ratio="percent_complete",
        money="actual_cost remaining_cost",
    ),
    declared(
        "earned_value",
        "a project's earned value at a status date, as its tool states it",
        "project_id status_date",
        "project_id status_date tracking_period currency fx_rate planned_value earned_value actual_cost "
        "budget_at_completion earned_schedule",
        text="project_id tracking_period currency",
        moment="status_date earned_schedule",
        number="fx_rate",
        money="planned_value earned_value actual_cost budget_at_completion",
    ),
)
