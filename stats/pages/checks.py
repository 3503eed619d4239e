"""checks."""

import streamlit as st

st.title("checks")
