"""Take a person's password away and print a link by which they choose another: for the only administrator, too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from akiya.access import CONSOLE, Refused, as_register
from akiya.models import Person
from akiya.people.passwords import reset_password


class Command(BaseCommand):
    help = "Take the password of a person of the office away and print a link, good once, to choose another."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--base", default="http://127.0.0.1:8000", help="where this server is reached")
        parser.add_argument("--keys", action="store_true", help="take passkeys, app and recovery codes away as well")

    def handle(self, *args: Any, **options: Any) -> None:
        with as_register():
            person = Person.objects.filter(login=options["login"]).first()
            if person is None:
                raise CommandError(f"Nobody signs in as {options['login']}.")
            try:
                reset = reset_password(person, CONSOLE, drop_keys=options["keys"])
            except Refused:
                raise CommandError(f"{options['login']} holds no post in the office.") from None
        link = reverse("password_reset", args=[reset.token])
        self.stdout.write(f"{options['base'].rstrip('/')}{link}")
