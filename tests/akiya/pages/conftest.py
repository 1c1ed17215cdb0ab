from tests.akiya.pages.office import staff_page, viewer_page

__all__ = ["staff_page", "viewer_page"]
