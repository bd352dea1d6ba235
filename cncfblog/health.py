"""What a load balancer asks: does this process answer, and does its database?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from posts.views.methods import read_only


@never_cache
@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok", or 503 when the database does not answer. The reason goes to the log of the database, not to the public."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
