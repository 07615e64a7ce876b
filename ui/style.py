"""The page's own style, and the Chinese words for those of Streamlit's upload box that have no setting."""

STYLE = """<style>
.block-container {padding-top: 2.2rem; max-width: 1240px}
[data-testid="stMetricValue"] {font-size: 1.9rem}
h1 {padding-bottom: 0 !important}
</style>"""
