"""add."""
import streamlit as st
st.title("add")
