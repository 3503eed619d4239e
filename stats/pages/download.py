"""download."""
import streamlit as st
st.title("download")
