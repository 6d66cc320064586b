"""The answers that choice fields offer; values are stored, labels are English source texts."""

from kanban.domain.field_spec import Choice
from kanban.domain.messages import mark

CV_KINDS = (
    Choice("jobnet", mark("Jobnet CV")),
    Choice("presentation", mark("Presentation CV")),
    Choice("application", mark("Application CV")),
    Choice("competence", mark("Competence CV")),
)
CONTACT_KINDS = (
    Choice("visit", mark("Visit")),
    Choice("meeting", mark("Meeting")),
    Choice("phone", mark("Phone call")),
    Choice("interview", mark("Job interview")),
    Choice("other", mark("Other")),
)
AGREEMENT_KINDS = (
    Choice("internship", mark("Internship")),
    Choice("wage_subsidy", mark("Wage subsidy")),
    Choice("ordinary", mark("Paid hours only")),
    Choice("flexjob", mark("Flex job")),
)
AGREEMENT_FORMS = (
    Choice("written", mark("In writing")),
    Choice("oral", mark("Oral, written into the plan")),
    Choice("none", mark("None yet")),
)
MATCH_KINDS = (Choice("individual", mark("Individual match")), Choice("company_centre", mark("Company centre")))
TARGET_GROUPS = (
    Choice("1", mark("1: effort group")),
    Choice("2", mark("2: rehabilitation group")),
    Choice("3", mark("3: serious social or health problems")),
    Choice("6", mark("6: visitation deferred")),
)
EXEMPTION_KINDS = (
    Choice("partial_pension", mark("Fractional pension")),
    Choice("parental_leave", mark("Parental leave")),
    Choice("illness", mark("Illness, or health made worse by activation")),
    Choice("no_personal_contact", mark("Follow-up without personal contact")),
    Choice("early_retirement_soon", mark("Early retirement within six weeks")),
    Choice("pension_soon", mark("Pension within six weeks")),
    Choice("job_soon", mark("Job within six weeks")),
    Choice("parental_leave_soon", mark("Parental leave within six weeks")),
    Choice("short_work_sharing", mark("Work sharing up to six weeks")),
    Choice("long_work_sharing", mark("Work sharing over six weeks")),
    Choice("weather", mark("Weather or lack of materials")),
    Choice("sentence", mark("Sentence to placement, custody or treatment")),
    Choice("special", mark("Other special reasons")),
)
TALK_KINDS = (
    Choice("conversation", mark("Talk")),
    Choice("three_party", mark("Three-party talk")),
    Choice("phone", mark("Phone call")),
    Choice("company_visit", mark("Company visit")),
    Choice("other", mark("Other")),
)
FOLLOW_UP_KINDS = (
    Choice("both", mark("Citizen and company")),
    Choice("company", mark("Company")),
    Choice("citizen", mark("Citizen")),
    Choice("aftercare", mark("Aftercare")),
    Choice("ad_hoc", mark("Contact in between")),
)
OUTLOOKS = (Choice("yes", mark("Yes")), Choice("no", mark("No")), Choice("unclear", mark("Not settled")))
OUTCOMES = (Choice("job", mark("Job")), Choice("education", mark("Education")))
CLOSING_REASONS = (
    Choice("employment", mark("Employment")),
    Choice("education", mark("Education")),
    Choice("flexjob", mark("Flex job")),
    Choice("moved", mark("Moved away")),
    Choice("deceased", mark("Deceased")),
    Choice("other_benefit", mark("Other benefit")),
    Choice("other", mark("Other reason")),
)
ROLES = (
    Choice("broker", mark("Job broker")),
    Choice("leader", mark("Leader")),
    Choice("superuser", mark("Superuser")),
)
