package main

// family are processes and their parents.
type family map[int]processStat

// eachAncestor goes up until it is told to stop. Numbers may be given out anew while a family is read, so it
// takes no more steps than there are members.
func (f family) eachAncestor(pid int, goOn func(ancestor int) bool) {
	up := f[pid].parent
	for range f {
		if up <= 0 || !goOn(up) {
			return
		}
		up = f[up].parent
	}
}

func (f family) descends(pid int, from map[int]bool) bool {
	found := false
	f.eachAncestor(pid, func(ancestor int) bool {
		found = found || from[ancestor]
		return !found
	})
	return found
}
