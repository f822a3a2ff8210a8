"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uses",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("who", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("uses_who_at", "uses", ["who", "at"])
    op.create_table(
        "given",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("index_version", sa.String(16), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
    )
    op.create_index("ix_given_at", "given", ["at"])
    op.create_table(
        "suggested",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("question", sa.Text(), nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("given", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_reports_given", "reports", ["given"])
    op.create_table(
        "settings",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    for table in ("settings", "reports", "suggested", "given", "uses"):
        op.drop_table(table)
