"""The yardstick of the pages' speed: a Streamlit page with a plotly chart of two bars, and nothing else."""

import plotly.graph_objects as go
import streamlit as st

st.title("Two bars")
st.plotly_chart(go.Figure(go.Bar(x=["one", "two"], y=[1, 2])))
