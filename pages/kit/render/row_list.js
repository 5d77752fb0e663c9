const el = (tag, cls, text) => {
  const node = document.createElement(tag)
  node.className = cls
  if (text !== undefined) node.textContent = text
  return node
}

const barOf = (share) => {
  const bar = el("span", "bar")
  bar.setAttribute("aria-hidden", "true")
  const fill = document.createElement("i")
  fill.style.width = `${Math.max(Math.abs(share) * 50, 1)}%`
  fill.style[share < 0 ? "right" : "left"] = "50%"
  bar.append(fill)
  return bar
}

const drawn = ({ name, amount, exact, below, depth, tone, share, opens }, open) => {
  const item = el("div", `item depth${depth} ${tone}`)
  item.setAttribute("role", "listitem")
  const row = el(opens ? "button" : "div", "row")
  if (opens) {
    row.type = "button"
    row.onclick = open
  }
  const right = el("span", "amount")
  if (exact && exact !== amount) right.title = exact
  if (share !== undefined) right.append(barOf(share))
  right.append(el("b", "", amount))
  const between = el("span", "below")
  between.append(...below.map((part) => el("span", "", part)))
  const called = el("span", "name", name)
  called.title = name
  row.append(called, right)
  if (below.length) row.append(between)
  item.append(row)
  return item
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".list")
  list.classList.toggle("tree", data.rows.some((row) => row.share !== undefined))
  list.setAttribute("aria-label", data.label)
  list.replaceChildren(...data.rows.map((row, at) => drawn(row, () => setTriggerValue("opened", at))))
  parentElement.querySelector(".more").textContent = data.more
}
