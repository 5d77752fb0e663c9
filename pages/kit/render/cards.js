const el = (tag, cls, text) => {
  const node = document.createElement(tag)
  if (cls) node.className = cls
  if (text !== undefined) node.textContent = text
  return node
}

const track = ({ share, pace }) => {
  const bar = el("div", "track")
  const fill = el("div", "fill")
  fill.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`
  bar.append(fill)
  if (pace !== null) {
    const mark = el("div", "pace")
    mark.style.left = `${Math.max(0, Math.min(1, pace)) * 100}%`
    bar.append(mark)
  }
  return bar
}

const drawn = (card, open) => {
  const node = el("button", card.lead ? "card lead" : "card")
  node.type = "button"
  node.dataset.metric = card.metric
  node.title = card.hint
  const label = el("div", "label", card.label)
  label.append(el("span", "id", "ƒ"))
  const value = el("div", "value", card.value)
  value.style.setProperty("--wide", [...card.value].reduce((sum, one) => sum + (one > "\u2e80" ? 1.02 : 0.7), 0.1))
  node.append(label, value)
  if (card.progress) node.append(track(card.progress))
  const foot = el("div", "foot")
  for (const line of card.against) {
    const row = el("div", `against ${line.tone}`)
    row.append(el("b", "", `${line.sign} ${line.text}`.trim()), el("span", "", line.label))
    foot.append(row)
  }
  if (card.note) foot.append(el("div", "note", card.note))
  node.append(foot)
  node.onclick = open
  return node
}

export default function ({ data, parentElement, setTriggerValue }) {
  const row = parentElement.querySelector(".row")
  row.classList.toggle("low", data.low)
  // At the usual type of 15 pixels; larger screens have a larger one.
  row.style.setProperty("--least", `${data.least / 15}rem`)
  row.replaceChildren(...data.cards.map((card, at) => drawn(card, () => setTriggerValue("opened", at))))
}
