from django.urls import path

from brink.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:name>/", views.letter, name="letter"),
    path("<slug:name>/html/", views.html, name="html"),
    path("<slug:name>/<int:number>/", views.attachment, name="attachment"),
]
