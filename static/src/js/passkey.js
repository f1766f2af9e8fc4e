// Joins the forms that take a passkey (data-passkey) to allauth's script, which talks to the device.
const PROBLEM =
  'The passkey could not be used. Try again, or choose another way. If your device asked you nothing, it has no passkey for this portal.';

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const ids = { credential: 'passkey-credential' };
  const data = form.dataset.options ? JSON.parse(form.dataset.options) : undefined;
  const forms = window.allauth.webauthn.forms;
  if (form.dataset.passkey === 'login') {
    forms.loginForm({ ids: { ...ids, login: 'id_credential' } });
  } else if (form.dataset.passkey === 'add') {
    forms.signupForm({ ids: { ...ids, signup: 'id_credential' }, data: { creation_options: data } });
  } else {
    forms.authenticateForm({ ids: { ...ids, authenticate: 'id_credential' }, data: { request_options: data } });
  }
  form.hidden = false;
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault(); // keeps it out of the console: it is said on the page
    form.querySelector('[data-passkey-problem]').textContent = PROBLEM;
  });
}
