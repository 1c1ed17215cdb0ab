"""The addresses of signing in: those of allauth's that this register uses, and no others.

There is no mail in it: people come to the counter, and staff give out logins.
"""

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path

from akiya.pages.people.password_reset import reset

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),  # says that nobody opens an account alone
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("reset/<str:token>", reset, name="password_reset"),
    path("2fa/", include("allauth.mfa.urls")),
]
