// Adds a copy button to each block of code, and scrolls the contents to the current guide.

/** How long the button shows the result, in milliseconds. */
const ANSWER_MS = 2000;

const copyButton = (code) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    const done = await navigator.clipboard.writeText(code.textContent.trimEnd()).then(
      () => 'Copied',
      () => 'The browser refused to copy',
    );
    button.textContent = done;
    setTimeout(() => (button.textContent = 'Copy'), ANSWER_MS);
  });
  return button;
};

// Only secure contexts may use the clipboard.
if (navigator.clipboard) {
  for (const code of document.querySelectorAll('article > pre > code')) {
    const frame = document.createElement('div');
    frame.className = 'code';
    code.parentElement.before(frame);
    frame.append(code.parentElement, copyButton(code));
  }
}

// The list of guides is longer than most screens.
document.querySelector('.contents.wide [aria-current]')?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
