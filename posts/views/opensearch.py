"""How a browser offers this site's search in its own box, in the language of the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from posts.views.methods import read_only


@read_only
def opensearch(request: HttpRequest) -> HttpResponse:
    return render(request, "feeds/opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8")
