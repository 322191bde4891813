import { mount } from 'svelte';

import App from '$app/App.svelte';

import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/article.css';
import './styles/print.css';

const target = document.getElementById('app');
if (target) mount(App, { target });
