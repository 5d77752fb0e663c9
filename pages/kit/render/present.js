// Full screen without menu and bar, in larger type: for a meeting. Esc, or the same button, leaves it. M opens the meeting.
const CLASS = "sc-present"
const TYPED = "input, textarea, select, [contenteditable], [role=combobox]"
const root = document.documentElement

const follow = () => {
  root.classList.toggle(CLASS, document.fullscreenElement !== null)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.title = data.help
  button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen())
  const onKey = (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat)
    if (!plain || event.key.toLowerCase() !== "m" || event.target.closest?.(TYPED)) return
    event.preventDefault()
    setTriggerValue("meet", true)
  }
  // It runs again with every answer of the server: what listened before is let go.
  parentElement.stop?.()
  parentElement.stop = () => document.removeEventListener("keydown", onKey)
  document.addEventListener("fullscreenchange", follow)
  document.addEventListener("keydown", onKey)
  return () => {
    document.removeEventListener("fullscreenchange", follow)
    document.removeEventListener("keydown", onKey)
  }
}
