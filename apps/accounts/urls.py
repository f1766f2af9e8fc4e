from allauth.account import views
from django.urls import path

urlpatterns = [
    path("log-in/", views.login, name="account_login"),
    path("log-out/", views.logout, name="account_logout"),
]
