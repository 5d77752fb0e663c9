// So long after the last letter the server is asked.
const PAUSE = 160

const part = (cls, text) => {
  const node = document.createElement("span")
  node.className = cls
  node.textContent = text
  return node
}

const option = ({ name, detail, kind }, at) => {
  const node = document.createElement("div")
  node.className = "hit"
  node.id = `hit-${at}`
  node.setAttribute("role", "option")
  node.append(part("name", name), part("detail", detail), part("kind", kind))
  return node
}

const isTyping = (target) =>
  Boolean(target) && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const one = (selector) => parentElement.querySelector(selector)
  const [open, dialog, input, hits] = [one(".open"), one("dialog"), one("input"), one(".hits")]
  open.querySelector(".label").textContent = data.label
  open.title = data.label
  dialog.setAttribute("aria-label", data.label)
  hits.setAttribute("aria-label", data.label)
  input.setAttribute("aria-label", data.label)
  input.placeholder = data.placeholder
  one(".close").setAttribute("aria-label", data.close)
  one(".keys").textContent = data.keys
  one(".status").textContent = data.status
  // Drawn anew while somebody types: what he typed since stays.
  const state = (dialog.state ??= { at: 0, isWaiting: false, timer: 0, typed: "" })
  if (state.typed !== data.typed) Object.assign(state, { at: 0, typed: data.typed })

  const nodes = data.rows.map(option)
  hits.replaceChildren(...nodes)
  input.setAttribute("aria-expanded", String(nodes.length > 0))
  const choose = (at) => {
    state.at = nodes.length ? (at + nodes.length) % nodes.length : 0
    nodes.forEach((node, place) => node.setAttribute("aria-selected", String(place === state.at)))
    if (nodes.length) input.setAttribute("aria-activedescendant", `hit-${state.at}`)
    else input.removeAttribute("aria-activedescendant")
  }
  const pick = (at, elsewhere) => {
    if (!data.rows[at]) return
    if (elsewhere) return void window.open(data.rows[at].href, "_blank")
    dialog.close()
    setTriggerValue("picked", at)
  }
  choose(state.at)
  nodes.forEach((node, at) => {
    node.onclick = (event) => pick(at, event.ctrlKey || event.metaKey)
    node.onmousemove = () => choose(at)
  })

  const isCurrent = () => input.value.trim() === data.typed
  const ask = () => {
    clearTimeout(state.timer)
    if (!isCurrent()) setStateValue("typed", input.value.trim())
  }
  if (state.isWaiting && isCurrent()) {
    state.isWaiting = false
    pick(0, false)
  }
  input.oninput = () => {
    clearTimeout(state.timer)
    state.timer = setTimeout(ask, PAUSE)
  }
  dialog.onkeydown = (event) => {
    event.stopPropagation() // the page has keys of its own
    if (event.isComposing) return
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      choose(state.at + (event.key === "ArrowDown" ? 1 : -1))
      nodes[state.at]?.scrollIntoView({ block: "nearest" })
    } else if (event.key === "Enter" && event.target === input) {
      event.preventDefault()
      if (isCurrent()) pick(state.at, event.ctrlKey || event.metaKey)
      else {
        state.isWaiting = true
        ask()
      }
    }
  }
  const show = () => {
    state.isWaiting = false
    if (!dialog.open) dialog.showModal()
    input.select()
  }
  open.onclick = show
  one(".close").onclick = () => dialog.close()
  dialog.onclick = (event) => event.target === dialog && dialog.close()
  const hear = (event) => {
    const isShortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k"
    const isSlash = event.key === "/" && !isTyping(event.composedPath()[0])
    if (!isShortcut && !isSlash) return
    event.preventDefault()
    show()
  }
  dialog.forget?.()
  document.addEventListener("keydown", hear)
  dialog.forget = () => document.removeEventListener("keydown", hear)
  return () => dialog.forget()
}
