"""who_says_what."""

import streamlit as st

st.title("who_says_what")
