"""Which names the facade hands out, by the module that each comes from."""

from __future__ import annotations

#: Home to the names that it serves.
NAMES = {
    "sales_core.access.accounts": "Account",
    "sales_core.access.api_routes": "ScriptAnswer ScriptQuestion",
    "sales_core.access.api_tokens": "ApiToken",
    "sales_core.access.audit_trail": "AuditFilter AuditLine",
    "sales_core.access.delivery": "Delivery send_without_delay",
    "sales_core.access.exports": "Export",
    "sales_core.access.gate": "Gate LINK_PREFIX",
    "sales_core.access.look_trail": "LookFilter",
    "sales_core.access.refusals": "note_refusal",
    "sales_core.access.server": "begin_company company_stamp server_accounts",
    "sales_core.access.sessions": "Session",
    "sales_core.access.signin": "SignIn",
    "sales_core.access.upload_quota": "HeldUploads",
    "sales_core.access.web_log": "WebLog",
    "sales_core.analysis.data.health": "DataHealth Finding Freshness data_health dataset_freshness findings",
    "sales_core.api.workspace": "Workspace",
    "sales_core.appdb.records": "MonthOwner Remembered Upload Version",
    "sales_core.appdb.channel_store": "MessageChannel",
    "sales_core.appdb.outbox_store": "MessageState OutboxMessage",
    "sales_core.appdb.schedule_store": "JobRun",
    "sales_core.catalogue.alert": "AlertRule",
    "sales_core.boards.as_json": "board_json",
    "sales_core.boards.audit_table": "audit_table",
    "sales_core.boards.blocks": (
        "Block Card CardRow CellForm Chart Clause Column Comparison Document Downloads Headline Narrative "
        "RecordEntry RecordForm Row Sentence Table"
    ),
    "sales_core.boards.board": "Ask BlockSpec Board Choice",
    "sales_core.boards.context": "BoardContext",
    "sales_core.boards.explore.pins": "PinnedView pinned_views",
    "sales_core.boards.explore.views": "SavedView explore_address saved_views",
    "sales_core.boards.files": "RowFiles drill_through_files table_files",
    "sales_core.boards.like_for_like": "LIKE_BLOCKS LIKE_FIGURE LIKE_SWITCH",
    "sales_core.boards.look_table": "look_table",
    "sales_core.boards.masters.edits": ("checked_alias checked_edit checked_merge code_options drafted may_edit"),
    "sales_core.boards.masters.gaps": "missing_items",
    "sales_core.boards.masters.items": "MasterItem column_label found_items resolved",
    "sales_core.boards.masters.tables": "grid_columns master_aliases merged_table near_names",
    "sales_core.boards.meeting.meetings": (
        "add_slide close_meeting decided_in meeting_name meeting_of meetings move_slide "
        "plan_meeting room_has_lens room_meeting running_meeting set_room_lens show_slide slides_of "
        "start_meeting started_at usual_name"
    ),
    "sales_core.boards.meeting.shown_slide": "ShownSlide decision_form shown_slide typed_text",
    "sales_core.boards.meeting.slide": "Meeting Slide",
    "sales_core.boards.meeting.script": "built_script",
    "sales_core.boards.month.checks": "MonthCheck month_checks",
    "sales_core.boards.month.facts": "closing month_close owners",
    "sales_core.boards.number": "Drill NumberAddress",
    "sales_core.boards.number_records": "number_records",
    "sales_core.boards.open_board": "OpenBoard",
    "sales_core.boards.report.own_templates": "OwnTemplate OwnTemplates",
    "sales_core.boards.report.template_figures": "SPANS",
    "sales_core.boards.recipes": (
        "AskFacts AuditFile BlockFile BoardFile DocumentFile FilledTemplateFile MarkedFile MinutesFile NumberFile "
        "OriginalFile PersonFile Recipe SampleFile TableFile TargetsFile TemplateFile make_export recipe_as_json"
    ),
    "sales_core.boards.lens_text": "lens_text",
    "sales_core.boards.record_forms": "figure_subject",
    "sales_core.boards.registry": "board boards",
    "sales_core.boards.report.days": "last_month_over usual_period",
    "sales_core.boards.report.files": "REPORT_FORMS report_file",
    "sales_core.boards.report.open_report": "OpenReport",
    "sales_core.boards.result_text": "exact_rows masked_columns result_columns result_json",
    "sales_core.boards.script_answers": "script_answer",
    "sales_core.boards.search.hits": "PageAddress SearchHit SearchPlace search_hits",
    "sales_core.boards.staleness": "stale_text",
    "sales_core.boards.target_entry": (
        "LineSeasons StatedChange TargetEntry plan_targets read_target_file target_measures"
    ),
    "sales_core.boards.version_changes": "MetricChange metric_changes version_before version_change",
    "sales_core.boards.version_compare": ("COMPARED_BY GroupChange dataset_changes_by_month group_changes"),
    "sales_core.boards.words": "card_text cell_text chart_table foot_text row_texts withheld written_columns",
    "sales_core.boards.writers": "BOARD_FORMS MINUTES_FORMS FileForm MIME block_file block_forms board_file file_stem",
    "sales_core.catalogue.catalogue": "Catalogue",
    "sales_core.catalogue.company_settings": "BACKUP_ENABLED COMPANY_LOGO COMPANY_NAME COMPANY_PROFILE",
    "sales_core.catalogue.dataset": "Dataset ValueKind",
    "sales_core.catalogue.dependencies": "facts_of",
    "sales_core.catalogue.dimensions": "ORGANISATION",
    "sales_core.catalogue.display_settings": "DISPLAY_DENSITY DISPLAY_RISE DISPLAY_SETTINGS DISPLAY_THEME",
    "sales_core.catalogue.export_menu": "export_menus unlocked_by",
    "sales_core.catalogue.list": "ListColumn ListParameter",
    "sales_core.catalogue.record": "FieldValue RecordRow",
    "sales_core.catalogue.report": "ReportSpec",
    "sales_core.catalogue.message_settings": (
        "DIGEST_RHYTHMS MESSAGE_CHOICES MESSAGES_DIGEST MESSAGES_EMAIL MESSAGES_ENABLED MESSAGES_HOSTS MESSAGES_KINDS "
        "MESSAGES_LANGUAGE MESSAGES_PUBLIC_ADDRESS MESSAGES_REMIND_DAYS MESSAGES_TIME MESSAGES_WEEKDAY"
    ),
    "sales_core.sending.channel_kinds": "ChannelKind",
    "sales_core.catalogue.role_settings": "ROLE_RIGHTS",
    "sales_core.catalogue.setting": (
        "MOST_IMAGE_BYTES AnySetting Setting SettingValue ValueList image_address setting_text"
    ),
    "sales_core.forecast.selling_days": "calendar_countries",
    "sales_core.format": (
        "DASH MASK bare_percent count country_name currencies currency_name day edited_format exact "
        "exact_value formula_number full json_value moment month_name period_text short signed"
    ),
    "sales_core.format.json_text": "dumps",
    "sales_core.i18n.catalogue": "Locale",
    "sales_core.kernel.clock": "now today",
    "sales_core.kernel.company": "DEMO MAIN OWN SIDE_COMPANIES company_prefix current_company working_for",
    "sales_core.kernel.environment": "environment",
    "sales_core.kernel.errors": (
        "CancelledError ConfirmationNeededError ConflictError DamagedVersionError NotAllowedError "
        "RefusedError SalesError UnhealthyError UsageError"
    ),
    "sales_core.kernel.figure": "Figure",
    "sales_core.kernel.finality": "FinalState",
    "sales_core.kernel.log": "bind_ids log_context log_incident new_id start_log stop_log",
    "sales_core.kernel.memory": "hand_freed_memory_back",
    "sales_core.kernel.periods": "fiscal_year_start",
    "sales_core.kernel.problems": "Place Problem Severity errors_in",
    "sales_core.kernel.query": "Compare Filter ListQuery Query Result Value",
    "sales_core.kernel.question_text": "typed_filters typed_pairs",
    "sales_core.kernel.settings": "Home Settings",
    "sales_core.kernel.storage": "storage_error",
    "sales_core.kernel.terms": "LOCAL_ADMIN MoneyForm Period Right Role Scope Text Viewer",
    "sales_core.kernel.tone": "Tone",
    "sales_core.kernel.units": "Unit",
    "sales_core.loading.backup": "make_backup",
    "sales_core.loading.confirmation": "refuse_unknown_risks",
    "sales_core.loading.demo_company": "DemoProcess DemoProgress demo_progress note_demo remove_demo",
    "sales_core.loading.health": "HealthFinding",
    "sales_core.loading.jobs": "JobState",
    "sales_core.loading.left_out": "leaving_out not_ready ready_count",
    "sales_core.loading.master_changes": "master_label",
    "sales_core.loading.month_grid": "CellChange MonthGrid PartSum grown spread",
    "sales_core.loading.people_import": "PeoplePlan",
    "sales_core.loading.plan": "Committed HistoryEntry MasterDataDelta MetricDelta Plan PlanKind",
    "sales_core.loading.unused_answers": "unused_answers",
    "sales_core.loading.uploads": "Uploads",
    "sales_core.recognition.describe": "describe place_text",
    "sales_core.recognition.evidence": "reading_evidence reading_total",
    "sales_core.recognition.progress_stages": "stage_text",
    "sales_core.recognition.reading": (
        "Answers CELL_EDIT FileReading LEAVE_OUT_ROWS Match Question ReadingFigure ReadingOption Risk SAME_AS SKIP "
        "TableReading VALUE_RULE WrongCell WrongValue"
    ),
    "sales_core.records.form": "FormField RecordInput",
    "sales_core.records.master_draft": "AliasEdit MasterDraft MasterEdit plan_draft",
    "sales_core.records.standing": "RecordList",
    "sales_core.records.store": "Act",
    "sales_core.schedule.scheduler": "JobStatus",
    "sales_core.schedule.thread": "ScheduleThread",
    "sales_core.semantic.explanation": "Explanation Feed",
    "sales_core.semantic.list_result": "ListResult",
    "sales_core.semantic.look_search": "FoundLook",
}
