// Charts by keyboard: each is a stop of the Tab key; arrows go from mark to mark and read it, Enter opens its number.
const FRAME = '[data-testid="stPlotlyChart"]'
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }

// What can be read in a chart stands in the list behind it: where the mark is in the data, and what it says.
const marksOf = (frame) => {
  const box = frame.closest('[class*="st-key-chart_"]')
  return [...(box?.querySelectorAll(".sc-astext li") ?? [])].map((line) => ({
    curve: Number(line.dataset.trace),
    number: Number(line.dataset.point),
    text: line.textContent,
  }))
}

const placeOf = (plot, { curve, number }) => {
  const trace = plot.data?.[curve] ?? {}
  const axis = (letter) => plot._fullLayout?.[(trace[`${letter}axis`] ?? letter).replace(letter, `${letter}axis`)]
  const [across, up, drawn] = [axis("x"), axis("y"), plot.calcdata?.[curve]?.[number]]
  if (!across?.c2p || !up?.c2p || !drawn) return null
  const [x, y] = drawn.ct ?? [across.c2p(drawn.x), up.c2p(drawn.y)]
  const box = plot.getBoundingClientRect()
  return Number.isFinite(x) && Number.isFinite(y) ? [box.left + across._offset + x, box.top + up._offset + y] : null
}

export default function ({ data }) {
  const read = document.createElement("div")
  const ring = document.createElement("div")
  read.className = "sc-mark"
  read.setAttribute("role", "status")
  ring.className = "sc-ring"
  document.querySelector('[data-testid="stMain"]')?.append(read, ring)
  const places = new WeakMap()

  const ready = () => {
    for (const frame of document.querySelectorAll(FRAME)) {
      if (frame.getAttribute("aria-description") === data.words.how || !marksOf(frame).length) continue
      frame.tabIndex = 0
      frame.setAttribute("role", "application")
      frame.setAttribute("aria-roledescription", data.words.kind)
      frame.setAttribute("aria-description", data.words.how)
    }
  }
  const hide = () => {
    read.textContent = ""
    ring.style.display = read.style.display = "none"
  }
  const show = (plot, mark, at, count) => {
    const where = placeOf(plot, mark)
    const box = plot.getBoundingClientRect()
    read.textContent = `${mark.text} (${at + 1}/${count})`
    read.style.display = "block"
    ring.style.display = where ? "block" : "none"
    if (where) Object.assign(ring.style, { left: `${where[0]}px`, top: `${where[1]}px` })
    const middle = where?.[0] ?? box.left + box.width / 2
    const left = Math.max(8, Math.min(middle - read.offsetWidth / 2, innerWidth - read.offsetWidth - 8))
    const top = Math.max(8, (where?.[1] ?? box.top + 40) - read.offsetHeight - 14)
    Object.assign(read.style, { left: `${left}px`, top: `${top}px` })
  }
  const open = (plot, { curve, number }) => {
    const key = plot.data?.[curve]?.customdata?.[number]
    if (key === undefined) return
    const point = { curveNumber: curve, pointNumber: number, pointIndex: number, customdata: key }
    plot.emit("plotly_selected", { points: [point] })
    hide()
  }
  const onKey = (event) => {
    const frame = event.target.closest?.(FRAME)
    const plot = frame?.querySelector(".js-plotly-plot")
    if (!plot || event.ctrlKey || event.metaKey || event.altKey) return
    const marks = marksOf(frame)
    const now = places.get(frame) ?? -1
    if (event.key in STEPS && marks.length) {
      event.preventDefault()
      const at = Math.min(Math.max(now + STEPS[event.key], 0), marks.length - 1)
      places.set(frame, at)
      show(plot, marks[at], at, marks.length)
    } else if (event.key === "Enter" && marks[now]) {
      event.preventDefault()
      open(plot, marks[now])
    } else if (event.key === "Escape") hide()
  }
  const onLeave = (event) => {
    if (event.target.closest?.(FRAME)) hide()
  }
  hide()
  ready()
  const timer = setInterval(ready, 500)
  document.addEventListener("keydown", onKey)
  document.addEventListener("focusout", onLeave)
  document.addEventListener("wheel", hide, { passive: true })
  return () => {
    clearInterval(timer)
    document.removeEventListener("keydown", onKey)
    document.removeEventListener("focusout", onLeave)
    document.removeEventListener("wheel", hide)
    read.remove()
    ring.remove()
  }
}
