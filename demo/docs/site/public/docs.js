// Each block of code can be copied.

/** How long the button says that it has copied, in milliseconds. */
const THANKS = 1500;

const copyButton = (code) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent.trimEnd());
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), THANKS);
  });
  return button;
};

// Only pages of a trustworthy address may use the clipboard.
if (navigator.clipboard) {
  for (const code of document.querySelectorAll('article > pre > code')) {
    const frame = document.createElement('div');
    frame.className = 'code';
    code.parentElement.before(frame);
    frame.append(code.parentElement, copyButton(code));
  }
}
