"""series."""

import streamlit as st

st.title("series")
