from django.urls import path

from . import support_views

app_name = "area_support"
urlpatterns = [
    path("", support_views.area_list, name="list"),
    path("steps/", support_views.area_steps, name="steps"),
    path("<int:pk>/", support_views.area_ask, name="ask"),
]
