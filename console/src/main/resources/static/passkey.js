// Asks the authenticator to make a passkey, or to sign an approval. What it signs is checked by the executors, not here.
(() => {
  'use strict';
  const notice = document.getElementById('notice');
  const say = text => { notice.textContent = text; notice.hidden = !text; };
  const token = JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRF-Token'];
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

  const post = async (path, body) => {
    const answer = await fetch('/api/v1/' + path, {
      method: 'POST', body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token }
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.detail || 'the request failed (' + answer.status + ')');
    return said;
  };

  const approve = async button => {
    const path = 'actions/' + button.dataset.passkey;
    const reason = button.form.elements.reason?.value || null;
    const question = await post(path + '/passkey', { digest: button.dataset.digest, reason });
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(question.challenge), rpId: question.relyingParty, userVerification: 'required',
        allowCredentials: question.credentials.map(id => ({ type: 'public-key', id: bytes(id) }))
      }
    });
    await post(path + '/approve-with-passkey', {
      decision: question.decision,
      passkey: {
        credential: credential.id, clientDataJson: text(credential.response.clientDataJSON),
        authenticatorData: text(credential.response.authenticatorData), signature: text(credential.response.signature)
      }
    });
  };

  const make = async () => {
    const invitation = await post('passkeys/invitation', {});
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(invitation.challenge),
        rp: { id: invitation.relyingParty, name: 'Tickbird' },
        user: { id: new TextEncoder().encode(invitation.user), name: invitation.user, displayName: invitation.user },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' }, attestation: 'none'
      }
    });
    const entry = await post('passkeys', {
      challenge: invitation.challenge, clientData: text(made.response.clientDataJSON),
      attestation: text(made.response.attestationObject)
    });
    document.getElementById('made-entry').textContent = entry.trust;
    document.getElementById('made').hidden = false;
  };

  document.addEventListener('click', event => {
    const button = event.target.closest('[data-passkey], #make-passkey');
    if (!button) return;
    say('');
    button.disabled = true;
    (button.dataset.passkey ? approve(button) : make())
      .catch(error => say(error.name === 'NotAllowedError' ? 'The authenticator was not used.' : error.message))
      .finally(() => { button.disabled = false; });
  });
})();
