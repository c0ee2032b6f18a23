from django.urls import path

from ccin.joining.views import (
    applying,
    conditions,
    considering,
    contacts,
    enquiries,
    pipeline,
    welcome,
)

app_name = "joining"
urlpatterns = [
    path("contact/enquiry/", enquiries.enquire, name="enquire"),
    path("contact/enquiry/thank-you/", enquiries.thanks, name="thanks"),
    path("enquiries/", enquiries.browse, name="browse"),
    path("enquiries/add/", enquiries.add, name="add"),
    path("enquiries/<int:pk>/", enquiries.show, name="show"),
    path("enquiries/<int:pk>/take/", enquiries.take, name="take"),
    path("enquiries/<int:pk>/plan/", enquiries.plan, name="plan"),
    path("enquiries/<int:pk>/answer/", enquiries.answer, name="answer"),
    path("enquiries/<int:pk>/close/", enquiries.close, name="close"),
    path("enquiries/<int:pk>/application/", applying.offer, name="offer"),
    path("apply/", applying.mine, name="mine"),
    path("apply/start/", applying.start, name="start"),
    path("apply/link-sent/", applying.link_sent, name="link_sent"),
    path("apply/<int:pk>/", applying.draft, name="draft"),
    path("apply/<int:pk>/share/", applying.share, name="share"),
    path("apply/<int:pk>/send/", applying.submit, name="submit"),
    path("apply/<int:pk>/withdraw/", applying.take_back, name="take_back"),
    path(
        "apply/<int:pk>/questions/<int:question>/", applying.answer_question, name="answer_question"
    ),
    path("apply/<int:pk>/<slug:step>/", applying.step, name="step"),
    path("applications/", pipeline.applications, name="applications"),
    path("applications/table/", pipeline.applications_table, name="applications_table"),
    path("applications/<int:pk>/", considering.application, name="application"),
    path(
        "applications/<int:pk>/document/", considering.decision_document, name="decision_document"
    ),
    path("applications/<int:pk>/recommend/", considering.recommend, name="recommend"),
    path("applications/<int:pk>/decide/", considering.decide, name="decide"),
    path("applications/<int:pk>/withdraw/", considering.withdraw, name="withdraw"),
    path("applications/<int:pk>/send-back/", considering.send_back, name="send_back"),
    path("applications/<int:pk>/correct/", considering.correct, name="correct"),
    path("applications/<int:pk>/nudge/", considering.nudge, name="nudge"),
    path(
        "applications/<int:pk>/conditions/<int:condition>/met/",
        conditions.meet,
        name="meet_condition",
    ),
    path(
        "applications/<int:pk>/conditions/<int:condition>/waive/",
        conditions.waive,
        name="waive_condition",
    ),
    path("welcome/", welcome.welcomes, name="welcomes"),
    path("welcome/<int:pk>/", welcome.welcome, name="welcome"),
    path("welcome/<int:pk>/<slug:kind>/done/", welcome.tick, name="tick"),
    path("welcome/<int:pk>/<slug:kind>/not-done/", welcome.untick, name="untick"),
    path("contacts/", contacts.contact_checks, name="contact_checks"),
    path("contacts/<int:pk>/confirm/", contacts.confirm, name="confirm_contacts"),
    path("contacts/checks/<int:pk>/nudge/", contacts.nudge, name="nudge_contacts"),
]
