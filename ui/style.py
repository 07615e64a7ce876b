"""The page's own style, and the words of Streamlit's upload box, which have no setting."""

from __future__ import annotations

BASE = """
.block-container {padding-top: 2.2rem; max-width: 1240px}
h1 {padding-bottom: 0 !important}
[data-testid="stMetricValue"] {font-size: 1.9rem}
[data-testid="stTable"] th, [data-testid="stTable"] td {white-space: nowrap}
.st-key-checklist-table td {vertical-align: top}
.st-key-checklist-table td:nth-child(3), .st-key-checklist-table td:nth-child(5) {white-space: normal}
.st-key-checklist-table td:nth-child(3) {min-width: 20rem}
.st-key-checklist-table thead th {position: sticky; top: 0; background: #f6f8f7; z-index: 1}
[class*="st-key-sums"] td:not(:first-child), [class*="st-key-sums"] th:not(:first-child),
[class*="st-key-lines"] td:nth-child(4), [class*="st-key-lines"] th:nth-child(4) {
  text-align: right !important}
[class*="st-key-lines"] td:nth-child(-n+3), [class*="st-key-words"] td {white-space: normal}
[class*="st-key-words"] td:first-child {min-width: 8rem}
[class*="st-key-lines"] td:first-child {min-width: 6.2rem}
[class*="st-key-lines"] td:nth-child(2) {min-width: 4.2rem}
[class*="st-key-lines"] td:nth-child(3) {min-width: 6.2rem}
[class*="st-key-lines"] td:nth-child(4) {min-width: 5.2rem}
[class*="st-key-words"] td:not(:first-child) {min-width: 5rem}
"""
UPLOAD = """
[data-testid="stFileUploaderDropzone"] button p,
[data-testid="stFileUploaderDropzoneInstructions"] span {font-size: 0 !important}
[data-testid="stFileUploaderDropzone"] button p::after {content: "BUTTON"; font-size: 0.95rem}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {
  content: "DROP"; font-size: 0.85rem}
"""


WORDS = {"zh": ("选择文件", "也可把文件拖到这里"), "en": ("Choose a file", "or drop it here")}


def style(language: str) -> str:
    """The style sheet as HTML; the upload box tells its own limits in its label, not Streamlit's."""
    button, drop = WORDS[language]
    return f"<style>{BASE}{UPLOAD.replace('BUTTON', button).replace('DROP', drop)}</style>"
