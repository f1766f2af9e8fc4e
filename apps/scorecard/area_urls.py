from .questions_urls import area

app_name = "area_questions"
urlpatterns = area
