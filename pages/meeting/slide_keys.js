// Keys, clicker and swipe of a meeting: what moves is told to the page; blank, spotlight and timer are the browser's own.
const root = document.documentElement
const TYPED = "input, textarea, select, [contenteditable], [role=combobox], [role=listbox]"
const NEXT = ["ArrowRight", "PageDown", " ", "Enter"]
const BACK = ["ArrowLeft", "PageUp", "Backspace"]
const LEAST_SWIPE = 60

const layer = (id) => {
  let found = document.getElementById(id)
  if (!found) {
    found = document.createElement("div")
    found.id = id
    document.body.append(found)
  }
  return found
}

const clock = (seconds) => {
  const two = (number) => String(number).padStart(2, "0")
  const hours = Math.floor(seconds / 3600)
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  // It runs again with every answer of the server, and what it listened with before would listen on.
  const state = (parentElement.meeting ??= { clockShown: true })
  state.stop?.()
  state.at = data.at
  const size = Math.round(parseFloat(getComputedStyle(root).fontSize))
  if (size && size !== data.size) setStateValue("size", size)
  root.dataset.slide = `${data.meeting}:${data.at}`

  const move = (by) => {
    if (!data.leads) return
    const to = Math.min(Math.max(state.at + by, 0), data.count - 1)
    if (to === state.at) return
    state.at = to
    setTriggerValue("moved", to)
  }
  const toggle = (name) => {
    const on = root.classList.toggle(name)
    layer("sc-blank").textContent = data.blank
    return on
  }
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPED)) return
    if (event.target.closest?.("button, a, summary") && (event.key === " " || event.key === "Enter")) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (NEXT.includes(event.key)) move(1)
    else if (BACK.includes(event.key)) move(-1)
    else if (event.key === "Home") move(-data.count)
    else if (event.key === "End") move(data.count)
    else if (key === "b" || key === ".") toggle("sc-blank")
    else if (key === "s") toggle("sc-spot")
    else if (key === "t") state.clockShown = !state.clockShown
    else if (key === "d") document.querySelector(".st-key-decide button")?.click()
    else if (key === "f") document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()
    else return
    event.preventDefault()
    tell()
  }
  const onPointer = (event) => {
    if (!root.classList.contains("sc-spot")) return
    layer("sc-spot").style.setProperty("--x", `${event.clientX}px`)
    layer("sc-spot").style.setProperty("--y", `${event.clientY}px`)
  }
  let from = null
  const onDown = (event) => (from = event.touches.length === 1 ? event.touches[0] : null)
  const onUp = (event) => {
    if (!from) return
    const to = event.changedTouches[0]
    const [across, down] = [to.clientX - from.clientX, to.clientY - from.clientY]
    from = null
    if (Math.abs(across) > LEAST_SWIPE && Math.abs(across) > 2 * Math.abs(down)) move(across < 0 ? 1 : -1)
  }
  const tell = () => {
    const shown = parentElement.querySelector(".clock")
    shown.hidden = !state.clockShown || !data.started
    shown.textContent = clock(Math.max(0, Math.floor(Date.now() / 1000 - data.started)))
  }

  parentElement.querySelector(".place").textContent = `${data.at + 1} / ${data.count}`
  layer("sc-spot")
  tell()
  const ticking = data.started ? setInterval(tell, 1000) : 0
  document.addEventListener("keydown", onKey)
  document.addEventListener("pointermove", onPointer)
  document.addEventListener("touchstart", onDown, { passive: true })
  document.addEventListener("touchend", onUp, { passive: true })
  state.stop = () => {
    clearInterval(ticking)
    document.removeEventListener("keydown", onKey)
    document.removeEventListener("pointermove", onPointer)
    document.removeEventListener("touchstart", onDown)
    document.removeEventListener("touchend", onUp)
  }
  return () => {
    state.stop()
    root.classList.remove("sc-blank", "sc-spot")
    delete root.dataset.slide
  }
}
