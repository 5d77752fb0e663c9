"""From files to a version: plan, load preview, commit, undo. Joins recognition, warehouse and appdb."""
