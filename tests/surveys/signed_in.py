"""Somebody signed in, what a page says to them, and the one term of a person."""

from django.http import HttpResponse
from django.test import Client

from akiya.access import as_register
from akiya.models import Person, Term


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return response.content.decode()


def term_of(person: Person) -> Term:
    with as_register():
        return Term.objects.get(person=person)
