"""Places (territory) and bodies (organisations), their trees and lives in time; posts and what they allow.

A unit keeps its opaque id for life; its name, code and slug are dated, its parents are dated edges in trees.
Not for: persons (a post's holder is an account), nor for what units do (that is the ledger's).
"""
