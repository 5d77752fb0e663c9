// What was asked for last: a server that does not follow is not asked twice.
let asked = ""

const seen = (ground) => {
  const [red, green, blue] = (getComputedStyle(ground).backgroundColor.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number)
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light"
}

// A screen reader hears the sections of the menu as lists; the framework nests them in a way that is none.
const nameMenu = () => {
  for (const menu of document.querySelectorAll('ul[data-testid="stSidebarNavItems"]')) {
    menu.setAttribute("role", "presentation")
    for (const item of menu.querySelectorAll("li")) {
      if (item.parentElement !== menu) item.parentElement.setAttribute("role", "list")
    }
  }
}

// Where the focus was before a dialog took it: the control, and how to find it again when it was drawn anew.
const CHART = '[data-testid="stPlotlyChart"]'
let left = null
const hasDialog = () => document.querySelector('[role="dialog"]') !== null
const controls = (root) => [...root.querySelectorAll("button, a, input, [tabindex]")]

const remember = (event) => {
  const [control, ...around] = event.composedPath()
  if (hasDialog() || !(control instanceof HTMLElement)) return
  const keys = around.flatMap((one) => (one instanceof Element && String(one.className).match(/st-key-\S+/)?.[0]) || [])
  const root = control.getRootNode()
  left = { control, keys, isInside: root !== document, at: controls(root).indexOf(control), isChart: control.matches(CHART) }
}

const again = ({ control, keys, isInside, at, isChart }) => {
  if (control.isConnected) return control
  const keyed = (isChart ? keys : keys.slice(0, 1)).map((key) => document.querySelector(`.${CSS.escape(key)}`)).find(Boolean)
  if (!keyed) return null
  const chart = isChart && keyed.querySelector(CHART)
  if (chart) chart.tabIndex = 0
  if (isChart) return chart
  const shadow = [...keyed.querySelectorAll("*")].find((one) => one.shadowRoot)?.shadowRoot
  return isInside ? shadow && controls(shadow)[at] : controls(keyed)[0]
}

// What is closed may be drawn anew in the run that follows, and lose the focus once more.
const DUE = 6000
let wasOpen = false
let until = 0
const returnFocus = () => {
  const isOpen = hasDialog()
  if (wasOpen && !isOpen) until = Date.now() + DUE
  if (!isOpen && left && Date.now() < until && document.activeElement === document.body) again(left)?.focus({ preventScroll: true })
  wasOpen = isOpen
}

// The framework's own controls speak English: where they stand alone with their word, it is put in the page's language.
const PLACES = '[data-testid="stTooltipContent"], [role="menuitem"], [role="option"], [data-testid="stDataFrameColumnMenu"], [data-testid="stElementToolbar"], [data-baseweb="menu"], [role="dialog"] h1, [data-testid="stSkipLink"], [href="#main-content"]'
const inWords = (words) => {
  for (const one of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    for (const name of ["aria-label", "title", "placeholder"]) {
      const word = words[one.getAttribute(name)]
      if (word) one.setAttribute(name, word)
    }
  }
  for (const place of document.querySelectorAll(PLACES)) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const word = words[texts.currentNode.nodeValue.trim()]
      if (word) texts.currentNode.nodeValue = word
    }
  }
}

// The framework remembers a theme for each address and reads it when a page is loaded: one load more, once.
const keepTheme = (wanted, paths, now) => {
  const named = JSON.stringify({ light: "Light", dark: "Dark" }[wanted] ?? "System")
  const usual = JSON.stringify("System")
  const keyOf = (path) => `stActiveTheme-${path}-v2`
  const before = localStorage.getItem(keyOf(location.pathname)) ?? usual
  for (const path of [...paths, location.pathname]) {
    if ((localStorage.getItem(keyOf(path)) ?? usual) !== named) localStorage.setItem(keyOf(path), named)
  }
  if (before !== named && (wanted === "system" || now !== wanted)) location.reload()
}

// A menu of downloads closes when something else is chosen, as every menu does.
const closeMenus = (event) => {
  for (const menu of document.querySelectorAll("details.sc-take[open]")) {
    const isInside = event.composedPath().includes(menu)
    if (event.type === "keydown" ? event.key !== "Escape" : isInside && !event.target.closest?.(".sc-forms a")) continue
    menu.open = false
    if (event.type === "keydown" && isInside) menu.querySelector("summary").focus()
  }
}

// Charts have the width of the window: a sheet shows all of it, at a smaller scale.
const SHEET = 1040
const fitSheet = () => {
  const main = document.querySelector('[data-testid="stMain"]')
  if (main) document.documentElement.style.setProperty("--sc-print", Math.min(1, SHEET / main.clientWidth))
}

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  document.documentElement.lang = data.language
  const ground = parentElement.querySelector(".ground")
  const look = () => {
    const now = seen(ground)
    if (now === data.theme) asked = ""
    else if (now !== asked) {
      asked = now
      setTriggerValue("changed", now)
    }
  }
  // Charts grow with the type of the page: the server is told how large it is where it is far from the usual.
  let told = data.size
  const measure = () => {
    const now = Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize))
    const size = now >= data.large ? now : 0
    if (size === told) return
    told = size
    setStateValue("size", size)
  }
  measure()
  nameMenu()
  keepTheme(data.wanted, data.paths, seen(ground))
  const hasWords = Object.keys(data.words).length > 0
  let isDue = false
  const speak = () => {
    isDue = false
    if (hasWords) inWords(data.words)
  }
  speak()
  const timer = setInterval(() => {
    look()
    measure()
    nameMenu()
  }, 1000)
  const watcher = new MutationObserver(() => {
    returnFocus()
    if (hasWords && !isDue) {
      isDue = true
      setTimeout(speak, 120)
    }
  })
  watcher.observe(document.body, { childList: true, subtree: true })
  // Who points or steps somewhere else has left: to bring the focus back would hold it where it is.
  const forgo = (event) => {
    if (event.type === "pointerdown" || event.key === "Tab") until = 0
  }
  document.addEventListener("focusin", remember)
  document.addEventListener("pointerdown", forgo)
  document.addEventListener("keydown", forgo)
  document.addEventListener("click", closeMenus)
  document.addEventListener("keydown", closeMenus)
  window.addEventListener("beforeprint", fitSheet)
  return () => {
    document.removeEventListener("click", closeMenus)
    document.removeEventListener("keydown", closeMenus)
    window.removeEventListener("beforeprint", fitSheet)
    clearInterval(timer)
    watcher.disconnect()
    document.removeEventListener("focusin", remember)
    document.removeEventListener("pointerdown", forgo)
    document.removeEventListener("keydown", forgo)
  }
}
