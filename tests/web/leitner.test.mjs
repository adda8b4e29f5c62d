/** The boxes of spaced repetition, by node's own test runner: `node --test tests/web/leitner.test.mjs`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DELAIS, choisir, compter, lire, noter, vide } from "../../web/static/js/seance/leitner.mjs";

test("right answers go up, one box at a time, and wait longer", () => {
  let etat = vide();
  const dus = [];
  for (let tour = 0; tour < 6; tour += 1) {
    etat = noter(etat, "q-a", true, 100);
    dus.push(etat.cartes["q-a"].du - 100);
  }
  assert.deepEqual(dus, [1, 3, 7, 21, 21, 21]);
  assert.equal(etat.cartes["q-a"].vues, 6);
});

test("a wrong answer goes back to the first box, due at once; the state given is left alone", () => {
  const avant = noter(noter(vide(), "q-a", true, 1), "q-a", true, 2);
  const apres = noter(avant, "q-a", false, 9);
  assert.deepEqual(apres.cartes["q-a"], { boite: 0, du: 9 + DELAIS[0], vues: 3 });
  assert.equal(avant.cartes["q-a"].boite, 2);
});

test("due cards first, the least known before; then new ones; then the one due soonest", () => {
  let etat = noter(vide(), "q-sue", true, 1);
  etat = noter(etat, "q-ratee", false, 1);
  assert.equal(choisir(etat, ["q-neuve", "q-sue", "q-ratee"], 5), "q-ratee");
  assert.equal(choisir(etat, ["q-neuve", "q-sue", "q-ratee"], 5, "q-ratee"), "q-sue");
  assert.equal(choisir(etat, ["q-neuve", "q-sue"], 1), "q-neuve");
  assert.equal(choisir(etat, ["q-sue"], 1, "q-sue"), "q-sue");
  assert.equal(choisir(etat, [], 1), null);
});

test("what is stored is checked", () => {
  const etat = noter(vide(), "q-a", true, 3);
  assert.deepEqual(lire(JSON.stringify(etat)), etat);
  for (const faux of [null, "", "{", "[]", "{\"version\":2,\"cartes\":{}}", "{\"version\":1,\"cartes\":null}"]) {
    assert.deepEqual(lire(faux), vide());
  }
  const melange = { version: 1, cartes: { "q-a": etat.cartes["q-a"], "<b>": etat.cartes["q-a"], "q-c": { boite: 9 } } };
  assert.deepEqual(Object.keys(lire(JSON.stringify(melange)).cartes), ["q-a"]);
});

test("counting", () => {
  let etat = noter(vide(), "q-a", false, 5);
  for (let tour = 0; tour < 4; tour += 1) etat = noter(etat, "q-b", true, 5);
  assert.deepEqual(compter(etat, 5), { vues: 2, dues: 1, sues: 1 });
});
