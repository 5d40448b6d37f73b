"""The public pages and the public API: what is there to choose, and how one chooses.

Everything on them comes from the catalogue; nothing on them is personal. Start at
`web.public.pages.blueprint` and `web.api.app.create_api`.
"""
