"""The only tables of showing: what was taken out, by whom and why."""

from maps.models.export_job import ExportJob, ExportStep

__all__ = ["ExportJob", "ExportStep"]
