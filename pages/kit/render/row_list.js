const el = (tag, cls, text) => {
  const node = document.createElement(tag)
  node.className = cls
  if (text !== undefined) node.textContent = text
  return node
}

const drawn = ({ name, amount, below }, opens, open) => {
  const item = el("div", "item")
  item.setAttribute("role", "listitem")
  const row = el(opens ? "button" : "div", "row")
  if (opens) {
    row.type = "button"
    row.onclick = open
  }
  const first = el("div", "first")
  first.append(el("span", "name", name), el("span", "amount", amount))
  row.append(first)
  if (below) row.append(el("div", "below", below))
  item.append(row)
  return item
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".list")
  list.replaceChildren(...data.rows.map((row, at) => drawn(row, data.opens, () => setTriggerValue("opened", at))))
  parentElement.querySelector(".more").textContent = data.more
}
