const part = ({ text, at }, open) => {
  if (at === null) return document.createTextNode(text)
  const node = document.createElement("button")
  node.type = "button"
  node.textContent = text
  node.onclick = () => open(at)
  return node
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".said")
  const open = (at) => setTriggerValue("opened", at)
  list.replaceChildren(...data.sentences.map(({ sign, tone, parts }) => {
    const line = document.createElement("li")
    const mark = document.createElement("span")
    mark.className = `sign ${tone}`
    mark.textContent = sign
    line.append(mark, ...parts.map((one) => part(one, open)))
    return line
  }))
}
