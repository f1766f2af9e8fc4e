from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("mail/", views.mail_list, name="mail"),
    path("mail/<str:name>/", views.mail_detail, name="mail_detail"),
]
