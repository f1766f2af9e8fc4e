from django.urls import path

from . import views

app_name = "access"
urlpatterns = [
    path("", views.access_list, name="list"),
    path("invite/", views.invite, name="invite"),
    path("invitations/<uuid:pk>/renew/", views.renew, name="renew"),
    path("invitations/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/", views.member, name="member"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
