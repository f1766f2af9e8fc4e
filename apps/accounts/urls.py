from allauth.account import views
from django.urls import path

from . import organisation_views

urlpatterns = [
    path("log-in/", views.login, name="account_login"),
    path("log-out/", views.logout, name="account_logout"),
    path("log-in/organisation/", organisation_views.log_in, name="organisation_log_in"),
    path("log-in/organisation/answer/", organisation_views.answer, name="organisation_callback"),
    path("account/organisation/end/", organisation_views.end, name="organisation_end"),
]
