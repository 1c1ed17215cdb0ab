"""Print a fresh invitation for a head of an association: a link and a number, good for one device."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from akiya.access import CONSOLE, as_register
from akiya.models import Term
from akiya.register import NotPossible
from akiya.words import Role
from surveys.enrolments import invite


class Command(BaseCommand):
    help = "Print a link and a number that open the field app on one device, once, for the head with this login."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--base", default="http://127.0.0.1:8000", help="where this server is reached")

    def handle(self, *args: Any, **options: Any) -> None:
        with as_register():
            terms = Term.objects.filter(person__login=options["login"], role=Role.HEAD).in_force()
            term = terms.order_by("-starts_on").first()
            if term is None:
                raise CommandError(f"{options['login']} heads no association today.")
            try:
                invitation = invite(term, CONSOLE)
            except NotPossible as reason:
                raise CommandError(str(reason)) from None
        link = reverse("surveys:enrol-link", args=[invitation.token])
        self.stdout.write(f"{options['base'].rstrip('/')}{link}")
        self.stdout.write(invitation.code)
