"""The canonical tables of portfolio reporting: register, reports, money, RAID log, benefits, resources."""

from __future__ import annotations

from pmo_reports.model.table import Table, declared

DECLARED: tuple[Table, ...] = (
    declared(
        "projects",
        "a project, programme or portfolio",
        "project_id",
        "project_id parent_id level name sponsor project_manager class stage state priority objectives "
        "currency calendar confidentiality description tolerance_cost tolerance_days tolerance_scope "
        "tolerance_quality tolerance_risk tolerance_benefit baseline_start "
        "baseline_finish forecast_finish actual_start actual_finish whole_life_cost "
        "contingency contingency_drawn revenue approved_benefit",
        text="project_id parent_id level name sponsor project_manager class stage state priority objectives "
        "currency calendar confidentiality description",
        ratio="tolerance_cost tolerance_scope tolerance_risk tolerance_benefit",
        number="tolerance_days tolerance_quality",
        date="baseline_start baseline_finish forecast_finish actual_start actual_finish",
        money="whole_life_cost contingency contingency_drawn revenue approved_benefit",
    ),
    declared(
        "status_reports",
        "a project's report of the period",
        "project_id",
        "project_id period schedule cost scope risk benefits resources quality dependencies overall "
        "delivery_confidence return_to_green summary achieved next help_needed submitted_by submitted_on "
        "status_date note",
        text="project_id period schedule cost scope risk benefits resources quality dependencies overall "
        "delivery_confidence summary achieved next help_needed submitted_by note",
        date="return_to_green submitted_on status_date",
    ),
    declared(
        "milestones",
        "a milestone as of the period",
        "project_id milestone_id",
        "project_id milestone_id name baseline_date forecast_date actual_date is_key gate owner",
        text="project_id milestone_id name gate owner",
        date="baseline_date forecast_date actual_date",
        flag="is_key",
    ),
    declared(
        "costs",
        "a project, month and category",
        "project_id month category",
        "project_id month category kind currency budget_original budget_current committed actual forecast "
        "fx_rate fx_rate_commitment fx_rate_actual fx_rate_forecast",
        text="project_id category kind currency",
        date="month",
        money="budget_original budget_current committed actual forecast",
        number="fx_rate fx_rate_commitment fx_rate_actual fx_rate_forecast",
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
        "risks",
        "a risk of the RAID log",
        "project_id risk_id",
        "project_id risk_id title probability impact probability_percent impact_cost impact_days currency "
        "fx_rate response response_due proximity owner state target_probability target_impact raised_on "
        "category inherent_probability inherent_impact inherent_probability_percent inherent_impact_cost "
        "inherent_impact_days target_probability_percent target_impact_cost target_impact_days escalated",
        text="project_id risk_id title currency response owner state category",
        integer="probability impact inherent_probability inherent_impact target_probability target_impact",
        ratio="probability_percent inherent_probability_percent target_probability_percent",
        money="impact_cost inherent_impact_cost target_impact_cost",
        number="impact_days inherent_impact_days target_impact_days fx_rate",
        flag="escalated",
        date="response_due proximity raised_on",
    ),
    declared(
        "issues",
        "an issue of the RAID log",
        "project_id issue_id",
        "project_id issue_id title severity owner action due state raised_on",
        text="project_id issue_id title severity owner action state",
        date="due raised_on",
    ),
    declared(
        "dependencies",
        "a promise between two projects",
        "dependency_id",
        "dependency_id giver_id receiver_id deliverable need_date promise_date state giver_task_id "
        "receiver_task_id",
        text="dependency_id giver_id receiver_id deliverable state giver_task_id receiver_task_id",
        date="need_date promise_date",
    ),
    declared(
        "assumptions",
        "an assumption of the RAID log",
        "project_id assumption_id",
        "project_id assumption_id title owner validation validate_by state raised_on",
        text="project_id assumption_id title owner validation state",
        date="validate_by raised_on",
    ),
    declared(
        "actions",
        "an action agreed on",
        "project_id action_id",
        "project_id action_id title owner due state raised_on done_on",
        text="project_id action_id title owner state",
        date="due raised_on done_on",
    ),
    declared(
        "gates",
        "a stage gate of a project",
        "project_id gate_id",
        "project_id gate_id name planned_date forecast_date actual_date verdict conditions conditions_due "
        "conditions_met",
        text="project_id gate_id name verdict conditions",
        date="planned_date forecast_date actual_date conditions_due conditions_met",
    ),
    declared(
        "decisions",
        "a decision asked of the committee",
        "decision_id",
        "decision_id project_id question options recommendation needed_by owner cost_of_delay currency "
        "fx_rate delay_note state outcome decided_on",
        text="decision_id project_id question options recommendation owner currency delay_note state outcome",
        date="needed_by decided_on",
        money="cost_of_delay",
        number="fx_rate",
    ),
    declared(
        "changes",
        "a change request",
        "project_id change_id",
        "project_id change_id title cost days currency fx_rate state raised_on decided_on",
        text="project_id change_id title currency state",
        money="cost",
        number="days fx_rate",
        date="raised_on decided_on",
    ),
    declared(
        "benefits",
        "a benefit in a period",
        "project_id benefit_id month",
        "project_id benefit_id name kind unit month baseline forecast actual currency fx_rate "
        "fx_rate_forecast fx_rate_actual owner",
        text="project_id benefit_id name kind unit currency owner",
        date="month",
        money="baseline forecast actual",
        number="fx_rate fx_rate_forecast fx_rate_actual",
    ),
    declared(
        "business_cases",
        "a project's approved case in a month or year",
        "project_id month",
        "project_id month approved_cost approved_benefit currency fx_rate",
        text="project_id currency",
        date="month",
        money="approved_cost approved_benefit",
        number="fx_rate",
    ),
    declared(
        "objectives",
        "a strategic objective",
        "objective_id",
        "objective_id name owner weight",
        text="objective_id name owner",
        number="weight",
    ),
    declared(
        "contributions",
        "a project's share in a strategic objective",
        "project_id objective_id",
        "project_id objective_id share",
        text="project_id objective_id",
        ratio="share",
    ),
    declared(
        "resources",
        "a role (or person), project and month",
        "project_id role month (person)",
        "project_id role month person demand allocated capacity",
        text="project_id role person",
        date="month",
        number="demand allocated capacity",
    ),
    declared(
        "overrides",
        "a RAG override",
        "project_id dimension valid_from",
        "project_id dimension to reason author approver valid_from expires_on",
        text="project_id dimension to reason author approver",
        date="valid_from expires_on",
    ),
    declared(
        "fx_rates",
        "a currency's rate to the reporting currency",
        "currency kind valid_from (base)",
        "currency base kind valid_from rate",
        text="currency base kind",
        date="valid_from",
        number="rate",
    ),
    declared(
        "crosswalk",
        "a system's own code of a project",
        "system local_id (project_id) (valid_from)",
        "system local_id project_id valid_from valid_to",
        text="system local_id project_id",
        date="valid_from valid_to",
    ),
    declared(
        "people",
        "a person who can be written to",
        "name",
        "name email role",
        text="name email role",
    ),
)
