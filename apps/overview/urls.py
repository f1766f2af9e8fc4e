from django.urls import path

from . import views

app_name = "area_overview"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("<month_end:year_end>/", views.year, name="year"),
    path("<month_end:year_end>/make/", views.make, name="make"),
    path("<month_end:year_end>/<slug:figure>.csv", views.figures_csv, name="figures_csv"),
    path("files/<int:pk>/", views.download, name="download"),
]
