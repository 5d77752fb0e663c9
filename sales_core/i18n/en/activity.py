"""Activity: who said and decided what."""

TEXTS = {
    "page.activity": "Activity",
    "question.activity": "Who said and decided what lately?",
    "activity.kind": "Kind",
    "activity.all": "Everything",
    "activity.mentions": "Mentions of me",
    "activity.entry": "Entry",
    "activity.said": "What",
    "activity.about": "About",
    "activity.by": "Who, when",
    "activity.by_at": "{who}, {at}",
    "activity.more": "{count} older ones are not shown",
    "activity.withheld": "What people typed may name anybody: it is not shown while names or amounts are hidden",
    "activity.none": "No comment, decision, note or promise in this selection yet",
    "activity.none_do": "Any number that is opened takes a comment; pages of customers, reps, products and branches take notes.",
    "activity.headline": "{count} entries, the last at {newest}",
    "activity.headline_mentions": "{count} entries, {named} of them mention you; the last at {newest}",
    "activity.basis": "Comments, decisions, notes and promises, the last change first; filtered to a branch it is the branch's own",
}
