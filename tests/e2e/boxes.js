/* Judges the page that is drawn by its boxes; called with {fingers}: whether it is touched. Returns a list of sentences. */
({ fingers }) => {
  const SLACK = 2, TURNED = 10, TARGET = 44
  /* The menu is the framework's; its signs are drawn by words of a font. */
  const NO_TEXT = 'svg, script, style, canvas, [data-testid="stSidebar"], [data-testid="stSkipToContent"], [data-testid="stIconMaterial"], .sc-watermark'
  const found = new Set()
  const short = text => text.replace(/\s+/g, ' ').trim().slice(0, 60)
  const above = node => node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.assignedSlot ?? node.parentElement
  const styles = new Map()
  const style = element => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element))
    return styles.get(element)
  }
  const chain = element => { const all = []; for (let at = element; at; at = above(at)) all.push(at); return all }
  const where = element => {
    for (const at of chain(element)) {
      const key = [...at.classList].find(name => name.startsWith('st-key-')) ?? at.dataset?.testid
      if (key) return key.replace('st-key-', '')
    }
    return ''
  }
  /* What is only for who does not see, such as the way past the menu. */
  const isUnseen = (element, own) => own.overflowX === 'hidden' && own.position === 'absolute' && element.offsetWidth <= 1
  const isPartOf = (element, what) => chain(element).some(at => at.matches(what))
  const isSeen = element => element.checkVisibility() && chain(element).every(at => {
    const own = style(at)
    return own.display !== 'none' && own.visibility === 'visible' && +own.opacity > 0 && own.clipPath === 'none' && !isUnseen(at, own)
  })
  const every = function* (root) {
    for (const element of root.querySelectorAll('*')) {
      yield element
      if (element.shadowRoot) yield* every(element.shadowRoot)
    }
  }

  const wide = document.documentElement.scrollWidth - innerWidth
  if (wide > 0) found.add(`page is wider than the screen by ${wide}`)
  const main = document.querySelector('[data-testid="stMain"]')
  if (main && main.scrollWidth > main.clientWidth + 1) {
    const edge = main.getBoundingClientRect().left + main.clientWidth
    const out = [...main.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > edge + 1).pop()
    found.add(`content is wider than the page by ${main.scrollWidth - main.clientWidth}: ${out ? out.className + ' in ' + where(out) : ''}`)
  }

  /* Lines of text outside charts, each with its box and what it is part of. */
  const lines = []
  const plots = new Set()
  for (const element of every(document.body)) {
    if (element.matches('.js-plotly-plot')) plots.add(element)
    const texts = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim())
    if (!texts.length || isPartOf(element, NO_TEXT) || !isSeen(element)) continue
    for (const text of texts) {
      const range = document.createRange()
      range.selectNodeContents(text)
      for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) lines.push({ element, box, text: short(text.data) })
    }
  }
  const layers = new Map()
  for (const line of lines) {
    const parents = chain(line.element)
    let box = line.box, layer = null, isTold = false
    for (const at of parents) {
      const own = style(at)
      isTold ||= Boolean(at.title) || own.textOverflow === 'ellipsis' && Boolean(at.ariaLabel)
      if (at !== document.documentElement && at !== document.body) {
        const clip = at.getBoundingClientRect()
        const hides = side => own[side] === 'hidden' || own[side] === 'clip'
        const scrolls = own.overflowX === 'auto' || own.overflowX === 'scroll' || own.overflowY === 'auto' || own.overflowY === 'scroll'
        if (scrolls) {   // what is scrolled out of sight is there to be scrolled to
          box = { left: Math.max(box.left, clip.left), right: Math.min(box.right, clip.right), top: Math.max(box.top, clip.top), bottom: Math.min(box.bottom, clip.bottom) }
          if (at !== main && (box.left >= box.right || box.top >= box.bottom)) { box = null; break }
        } else if (!isTold && (hides('overflowX') && (box.right > clip.right + SLACK || box.left < clip.left - SLACK)
          || hides('overflowY') && (box.bottom > clip.bottom + 2 * SLACK || box.top < clip.top - 2 * SLACK))) {
          found.add(`text is cut: "${line.text}" in ${where(line.element)}`)
        }
      }
      if (layer === null && (own.position === 'fixed' || own.position === 'sticky' || at.matches('[role="dialog"], [data-baseweb="popover"], .sc-forms'))) layer = at
    }
    if (!box) continue
    const all = layers.get(layer) ?? []
    if (!layers.has(layer)) layers.set(layer, all)
    all.push({ ...line, box: layer ? box : line.box })
  }
  const meet = (one, two, slack) => Math.min(one.right, two.right) - Math.max(one.left, two.left) > slack
    && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > slack
  for (const all of layers.values()) {
    all.sort((one, two) => one.box.top - two.box.top)
    for (let at = 0; at < all.length; at++) {
      for (let next = at + 1; next < all.length && all[next].box.top < all[at].box.bottom; next++) {
        const [one, two] = [all[at], all[next]]
        if (one.element !== two.element && meet(one.box, two.box, 2 * SLACK))
          found.add(`texts overlap: "${one.text}" and "${two.text}" in ${where(one.element)}`)
      }
    }
  }

  /* Texts of charts: each inside its chart, and none over another. Turned texts fill only a part of their boxes. */
  for (const plot of plots) {
    const whole = plot.getBoundingClientRect()
    if (!whole.width || !isSeen(plot)) continue
    const texts = [...plot.querySelectorAll('svg text')].filter(text => text.textContent.trim() && isSeen(text)).map(text => {
      const at = text.getScreenCTM()
      return { text, box: text.getBoundingClientRect(), isTurned: Math.abs(at.b) > .01 && Math.abs(at.a) > .01 }
    }).filter(one => one.box.width > 1)
    for (const { text, box, isTurned } of texts) {
      const slack = isTurned ? TURNED : SLACK
      if (box.left < whole.left - slack || box.right > whole.right + slack || box.top < whole.top - slack || box.bottom > whole.bottom + slack)
        found.add(`text outside its chart: "${short(text.textContent)}" in ${where(plot)}`)
    }
    const straight = texts.filter(one => !one.isTurned)
    straight.forEach((one, at) => straight.slice(at + 1).forEach(two => {
      if (meet(one.box, two.box, 2 * SLACK)) found.add(`chart texts overlap: "${short(one.text.textContent)}" and "${short(two.text.textContent)}" in ${where(plot)}`)
    }))
  }

  if (fingers) {
    const touched = 'button, [role="button"], summary, select, [role="tab"], [data-testid="stPageLink-NavLink"], input:not([type="hidden"]), textarea, .sc-quiet, .sc-download'
    const NO_TARGET = '[data-testid="stSidebar"], [data-testid="stSkipToContent"], .modebar, [data-testid="stDataFrame"]'
    /* A figure inside a sentence is as high as its line. */
    const isWord = element => style(element).display.startsWith('inline') && [...element.parentNode.childNodes].some(one => one.nodeType === 3 && one.data.trim())
    for (const element of every(document.body)) {
      if (!element.matches(touched) || isPartOf(element, NO_TARGET) || isWord(element) || !isSeen(element)) continue
      // What is written into or ticked is as large as the frame or the label around it.
      const frame = element.closest('label, [role="group"]:not(:has([role="group"], [role="radio"]))') ?? element
      const box = frame.getBoundingClientRect()
      if (box.width > 1 && box.height > 1 && (box.height < TARGET - 1 || box.width < TARGET - 1))
        found.add(`target of ${Math.round(box.width)} x ${Math.round(box.height)}: "${short(element.innerText || element.ariaLabel || element.title || element.tagName)}" in ${where(element)}`)
    }
  }
  return [...found]
}
