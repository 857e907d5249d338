// Keys for a list that is longer than what is drawn. The list itself keeps the focus (aria-activedescendant), so the focus survives
// rows that come and go. Moves are added up while a call is on its way: a held key never queues up behind the network.
const moves = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/**
 * @param dotnet the list's component: MoveAsync(by, extend), MoveToEndAsync(last), OpenAsync(), ToggleAsync(), SelectAllAsync(), ClearAsync()
 * @param list the scrolling element, with data-row-height and data-head-height
 * @param options filter: selector of the field that / focuses; help: selector of the dialog that ? opens; everywhere: keys work
 *        wherever no text is typed, not only in the list
 */
export function attach(dotnet, list, options) {
  let pending = 0, moving = null, extend = false;

  async function flush() {
    while (pending !== 0) {
      const by = pending;
      pending = 0;
      await dotnet.invokeMethodAsync('MoveAsync', by, extend);
    }
    moving = null;
  }

  // What follows a move acts on the row it led to.
  const act = async (name, ...values) => { await moving; await dotnet.invokeMethodAsync(name, ...values); };

  const page = () => Math.max(1, Math.floor((list.clientHeight - Number(list.dataset.headHeight)) / Number(list.dataset.rowHeight)) - 1);
  const move = (by, event) => { pending += by; extend = event.shiftKey; moving ??= flush(); };

  const keys = event => {
    if (event.defaultPrevented || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'a' && list.contains(event.target) && list.dataset.selects) { event.preventDefault(); act('SelectAllAsync'); }
      return;
    }
    const inList = list.contains(event.target) && !event.target.closest('a, button, input');
    if (!inList && (!options.everywhere || isTyping(event.target) || document.querySelector('dialog[open]'))) return;
    const onPage = !inList && event.target.closest('a, button, summary, [role="tab"]');
    if (event.key in moves && (inList || event.key === 'j' || event.key === 'k')) move(moves[event.key], event);
    else if (inList && event.key === 'PageDown') move(page(), event);
    else if (inList && event.key === 'PageUp') move(-page(), event);
    else if (inList && event.key === 'Home') act('MoveToEndAsync', false);
    else if (inList && event.key === 'End') act('MoveToEndAsync', true);
    else if (event.key === 'Enter' && !onPage) act('OpenAsync');
    else if (event.key === ' ' && inList && list.dataset.selects) act('ToggleAsync');
    else if (event.key === 'Escape' && inList && list.dataset.selects) act('ClearAsync');
    else if (event.key === '/' && options.filter) focus(document.querySelector(options.filter));
    else if (event.key === '?' && options.help) document.querySelector(options.help)?.showModal();
    else return;
    event.preventDefault();
  };

  const off = new AbortController();
  list.addEventListener('click', remember, { signal: off.signal, capture: true });
  document.addEventListener('keydown', keys, { signal: off.signal });
  return { detach: () => off.abort(), reveal: index => reveal(list, index) };
}

/** Back leads to the row whose link was followed: the address that is left gets to know it, before the link is followed. */
function remember(event) {
  const row = event.target.closest('a[data-row]')?.dataset.row;
  if (!row || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const here = new URL(location.href);
  here.searchParams.set('row', row);
  history.replaceState(history.state, '', here);
}

function isTyping(target) {
  return target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button])');
}

function focus(field) {
  field?.focus();
  field?.select();
}

/** Scrolls as little as needed to have a row in sight, drawn or not: all rows are equally high. */
function reveal(list, index) {
  const height = Number(list.dataset.rowHeight), head = Number(list.dataset.headHeight);
  const top = index * height, bottom = top + height;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight - head) list.scrollTop = bottom - list.clientHeight + head;
}
