// Wakes the design system's own scripts: errors and notices take the focus, passwords can be shown, characters are
// counted. Every page works without.
import {
  Button,
  CharacterCount,
  createAll,
  ErrorSummary,
  FileUpload,
  InitError,
  NotificationBanner,
  PasswordInput,
  SkipLink,
} from "./nhsuk-frontend.min.js";

function wake() {
  for (const Component of [
    Button,
    CharacterCount,
    ErrorSummary,
    FileUpload,
    NotificationBanner,
    PasswordInput,
    SkipLink,
  ]) {
    createAll(Component, undefined, {
      onError(error) {
        // Awake already.
        if (!(error instanceof InitError)) reportError(error);
      },
    });
  }
}

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
wake();
// What htmx put into the page.
document.addEventListener("htmx:load", wake);
