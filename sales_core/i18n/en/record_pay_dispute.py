"""Disputes about pay."""

TEXTS = {
    "record.pay_dispute.label": "Dispute about pay",
    "record.pay_dispute.subject": "Rep",
    "record.pay_dispute.month.label": "Month",
    "record.pay_dispute.document.label": "Document",
    "record.pay_dispute.claimed.label": "Amount claimed",
    "record.pay_dispute.reason.label": "Reason",
    "record.pay_dispute.owner.label": "Who answers",
    "record.pay_dispute.answer.label": "Answer",
    "record.pay_dispute.state.open": "open",
    "record.pay_dispute.state.answered": "answered",
    "record.pay_dispute.state.accepted": "accepted",
    "record.pay_dispute.state.refused": "refused",
    "record.pay_dispute.event.added": "Dispute about pay added",
    "record.pay_dispute.event.edited": "Dispute about pay changed",
    "record.pay_dispute.event.answered": "Dispute about pay answered",
    "record.pay_dispute.event.accepted": "Dispute about pay accepted",
    "record.pay_dispute.event.refused": "Dispute about pay refused",
    "record.pay_dispute.event.open": "Dispute about pay opened again",
}
