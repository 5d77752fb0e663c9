"""The container side of reading: by content, guarded, limited, into RawSheets with marks. See `read` and
`worker`."""
