"""The only tables of showing: what was taken out, by whom and why."""

from maps.models.area_file import AreaFile
from maps.models.export_job import ExportJob, ExportStep

__all__ = ["AreaFile", "ExportJob", "ExportStep"]
